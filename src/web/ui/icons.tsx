import type { ReactNode } from 'react';

/** Drawings of 16 units, in the colour of the text around them; decoration only, so never named. */
const drawings = {
  success: <path d="m3.5 8.5 3 3 6-7" />,
  failed: <path d="m4 4 8 8m0-8-8 8" />,
  blocked: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="m4.2 4.2 7.6 7.6" />
    </>
  ),
  timeout: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 4.8V8l2.2 1.6" />
    </>
  ),
  /** An hourglass that has run out. */
  expired: (
    <path d="M4 2.5h8M4 13.5h8M5.2 2.5v1.4c0 2 2.8 2.8 2.8 4.1s-2.8 2.1-2.8 4.1v1.4M10.8 2.5v1.4c0 2-2.8 2.8-2.8 4.1s2.8 2.1 2.8 4.1v1.4" />
  ),
  step: <path d="M3 8h9M9 4.8 12.2 8 9 11.2" />,
  unknown: <path d="M5.6 6a2.4 2.4 0 1 1 3.5 2.1c-.7.4-1.1.8-1.1 1.6M8 12.2v.1" />,
  alert: <path d="M8 2.5 14 13H2ZM8 6.5v3M8 11.3v.1" />,
  info: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 7.5v3.2M8 5.2v.1" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.2" />
      <path d="m10.2 10.2 3.3 3.3" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 4.8V8l2.2 1.6" />
    </>
  ),
  globe: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M2.2 8h11.6M8 2.2c4.2 3.9 4.2 7.7 0 11.6-4.2-3.9-4.2-7.7 0-11.6" />
    </>
  ),
  leave: <path d="M6.5 2.8H3.8a1 1 0 0 0-1 1v8.4a1 1 0 0 0 1 1h2.7M6.5 8h7M10.8 5.2 13.6 8l-2.8 2.8" />,
  refresh: <path d="M13 8a5 5 0 1 1-1.5-3.6M13 2.5v3h-3" />,
  close: <path d="m4 4 8 8m0-8-8 8" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="7.5" height="7.5" rx="1.3" />
      <path d="M10.5 3.2H4.3A1.3 1.3 0 0 0 3 4.5v6" />
    </>
  ),
  include: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M5.4 8h5.2M8 5.4v5.2" />
    </>
  ),
  exclude: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M5.4 8h5.2" />
    </>
  ),
  up: <path d="m3.5 10 4.5-4.5 4.5 4.5" />,
  down: <path d="m3.5 6 4.5 4.5 4.5-4.5" />,
  'zoom-out': (
    <>
      <circle cx="7" cy="7" r="4.2" />
      <path d="m10.2 10.2 3.3 3.3M5.2 7h3.6" />
    </>
  ),
  share: <path d="M8 9.5V2.3M5.2 4.9 8 2.2l2.8 2.7M4.5 7.3H3.3v6.2h9.4V7.3h-1.2" />,
  download: <path d="M8 2.3v7.5M5.2 7.2 8 9.9l2.8-2.7M3.3 10.3v3.2h9.4v-3.2" />,
  grid: <path d="M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.2 3.5v9" />,
  left: <path d="M10 3.5 5.5 8l4.5 4.5" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.8v1.4M8 12.8v1.4M1.8 8h1.4M12.8 8h1.4M3.6 3.6l1 1M11.4 11.4l1 1M12.4 3.6l-1 1M4.6 11.4l-1 1" />
    </>
  ),
  moon: <path d="M13.2 9.5A5.6 5.6 0 0 1 6.5 2.8a5.6 5.6 0 1 0 6.7 6.7Z" />,
  auto: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.5v11a5.5 5.5 0 0 0 0-11Z" fill="currentColor" />
    </>
  ),
  keyboard: (
    <>
      <rect x="1.8" y="4" width="12.4" height="8" rx="1.3" />
      <path d="M4.5 6.7h.1M7 6.7h.1M9.5 6.7h.1M12 6.7h.1M5.5 9.5h5" />
    </>
  ),
  open: <path d="M6.5 3.5H3.8v8.7h8.7V9.5M9 3.2h3.8V7M12.5 3.5 7.5 8.5" />,
  command: (
    <>
      <rect x="1.8" y="3" width="12.4" height="10" rx="1.3" />
      <path d="m4.5 6 2 2-2 2M8.5 10h3" />
    </>
  ),
  more: <path d="M8 3.5h.1M8 8h.1M8 12.5h.1" />,
  pin: <path d="M6 2.5h4l-.5 4.5L12 9.5H4L6.5 7ZM8 9.5v4" />,
  columns: (
    <>
      <rect x="2.2" y="3" width="11.6" height="10" rx="1.3" />
      <path d="M6.1 3v10M9.9 3v10" />
    </>
  ),
  filter: <path d="M2.5 3.5h11L9.5 8.3v4.2l-3-1.5V8.3Z" />,
  right: <path d="M6 3.5 10.5 8 6 12.5" />,
  bookmark: <path d="M4.5 2.5h7v11L8 10.7l-3.5 2.8Z" />,
  /** A ring that was not closed. */
  unfinished: <path d="M8 2.5A5.5 5.5 0 1 0 13.5 8" strokeDasharray="2.6 2.6" />,
  print: <path d="M4.5 6V2.5h7V6M4.5 11H2.8V6h10.4v5h-1.7M4.5 9.2h7v4.3h-7z" />,
  menu: <path d="M3.5 8h.1M8 8h.1M12.5 8h.1" />,
  /** A store of records. */
  store: (
    <path d="M3 4.2c0-1 2.2-1.8 5-1.8s5 .8 5 1.8-2.2 1.8-5 1.8-5-.8-5-1.8Zm0 0v7.6c0 1 2.2 1.8 5 1.8s5-.8 5-1.8V4.2M3 8c0 1 2.2 1.8 5 1.8S13 9 13 8" />
  ),
  gap: <path d="M3.5 8h.1M8 8h.1M12.5 8h.1" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

/** A small drawing beside a word, or inside a control that has a name of its own. */
export const Icon = ({ name, size = 14 }: { readonly name: IconName; readonly size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.6"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    {drawings[name]}
  </svg>
);
