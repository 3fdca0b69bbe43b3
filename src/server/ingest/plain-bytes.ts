import { createGunzip } from 'node:zlib';

const isGzip = (start: Buffer): boolean => start[0] === 0x1f && start[1] === 0x8b;

/** Small pieces, because each can become a thousand times as much. */
const pieceLength = 16 * 1024;

/**
 * The bytes of a source as they are, or unpacked when they begin as gzip does, whatever its name says.
 * @throws Error when the gzip data is damaged or ends early, after all that could be unpacked has been yielded
 */
export async function* plainBytes(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let start: Buffer = Buffer.alloc(0);
  let unpack: ((piece: Buffer | undefined) => AsyncGenerator<Buffer>) | undefined;
  let decided = false;
  for await (const chunk of chunks) {
    // two bytes tell, and a pipe may bring them one by one
    start = decided ? chunk : Buffer.concat([start, chunk]);
    if (!decided && start.length < 2) continue;
    if (!decided && isGzip(start)) unpack = unpacker();
    decided = true;
    if (unpack)
      for (let at = 0; at < start.length; at += pieceLength)
        yield* unpack(start.subarray(at, at + pieceLength));
    else yield start;
  }
  if (unpack) yield* unpack(undefined);
  else if (!decided && start.length > 0) yield start;
}

/** Unpacks piece by piece, so that what was unpacked before an error is not lost with it; undefined ends. */
const unpacker = () => {
  const gunzip = createGunzip();
  let ready: Buffer[] = [];
  let failure: Error | undefined;
  let wake = (): void => undefined;
  gunzip.on('data', (bytes: Buffer) => ready.push(bytes));
  gunzip.on('error', (error) => {
    failure = error; // the callbacks of a failed write and end are not called
    wake();
  });
  return async function* unpack(piece: Buffer | undefined): AsyncGenerator<Buffer, void, undefined> {
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (failure) resolve();
      else if (piece) gunzip.write(piece, () => resolve());
      else gunzip.once('end', resolve).end();
    });
    while (gunzip.read() !== null); // what is still buffered is emitted as data
    const bytes = ready;
    ready = [];
    yield* bytes;
    if (failure)
      throw new Error(`its gzip data is damaged or cut off (${failure.message})`, { cause: failure });
  };
};
