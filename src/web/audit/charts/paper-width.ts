import { usePrinting } from '../../lib/use-media.ts';

/**
 * How wide a chart is on paper, in pixels: as much as A4 and Letter have between their margins. Nothing measures a page
 * that is printed, so that a chart as wide as the window would end beyond its edge. Undefined on screens.
 */
export const usePaperWidth = (): number | undefined => (usePrinting() ? 640 : undefined);
