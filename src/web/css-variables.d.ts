import 'react';

declare module 'react' {
  // React sets variables of style sheets like any property; its types leave them out
  interface CSSProperties {
    [variable: `--${string}`]: string | number | undefined;
  }
}
