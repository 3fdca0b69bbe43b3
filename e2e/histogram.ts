import type { Page } from '@playwright/test';

/** The bars, as the hands and the keys have them. */
export const bars = (page: Page) => page.getByRole('slider', { name: 'Bars' });

export const legend = (page: Page) => page.getByRole('list', { name: 'Counted apart' });

/** A parameter of the address, as it is when it is asked. */
export const param = (page: Page, name: string) => () => new URL(page.url()).searchParams.get(name);

/** A place on the bars: how far from the left, from 0 to 1. */
export const placeOn = async (page: Page, part: number) => {
  const box = await bars(page).boundingBox();
  if (!box) throw new Error('The bars are not on screen.');
  return { x: box.x + box.width * part, y: box.y + box.height / 2 };
};

/** Drag over a stretch of the bars. */
export const dragOver = async (page: Page, first: number, last: number): Promise<void> => {
  const [from, to] = [await placeOn(page, first), await placeOn(page, last)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
};
