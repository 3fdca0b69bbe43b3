const chrome = (platform: string, version: number): string =>
  `Mozilla/5.0 (${platform}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`;
const firefox = (platform: string, version: number): string =>
  `Mozilla/5.0 (${platform}; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`;
const safari = (platform: string, version: string): string =>
  `Mozilla/5.0 (${platform}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} Safari/605.1.15`;

const windows = 'Windows NT 10.0; Win64; x64';
const mac = 'Macintosh; Intel Mac OS X 10_15_7';

/** Browsers at a desk, the commoner first. */
export const deskBrowsers: readonly string[] = [
  chrome(windows, 144),
  `${chrome(windows, 144)} Edg/144.0.0.0`,
  chrome(mac, 144),
  firefox(windows, 147),
  safari(mac, '26.2'),
  chrome(windows, 143),
  `${chrome(windows, 143)} Edg/143.0.0.0`,
  firefox('X11; Linux x86_64', 147),
  chrome('X11; Linux x86_64', 144),
  firefox(mac, 146),
  `${chrome(windows, 142)} OPR/126.0.0.0`,
];

/** Browsers in a pocket. */
export const phoneBrowsers: readonly string[] = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.2 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36',
];

/** What programs call themselves. */
export const programs: readonly string[] = [
  'python-requests/2.32.5',
  'Go-http-client/2.0',
  'curl/8.17.0',
  'okhttp/5.3.0',
  'node',
];
