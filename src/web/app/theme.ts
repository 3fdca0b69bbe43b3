import {
  type ButtonProps,
  type CSSVariablesResolver,
  type MenuProps,
  type PopoverProps,
  createTheme,
} from '@mantine/core';

const text = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const mono = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';

export const theme = createTheme({
  fontFamily: text,
  fontFamilyMonospace: mono,
  headings: { fontFamily: text },
  // Mantine's own dark greys are brown beside a bluish page
  colors: {
    dark: [
      '#d6dae0',
      '#b8bfc8',
      '#9ba3ad',
      '#6b737d',
      '#3a414a',
      '#2e343c',
      '#1f242a',
      '#15181c',
      '#101317',
      '#0b0d10',
    ],
  },
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // as plain objects: `Popover.extend` would bring the code of what is opened later
    Button: { defaultProps: { fw: 500 } satisfies Partial<ButtonProps> },
    // in place, not at the end of the body: what opens stays within the landmarks of the page
    Popover: {
      defaultProps: { withinPortal: false, floatingStrategy: 'fixed' } satisfies Partial<PopoverProps>,
    },
    Menu: {
      // the placeholder is a child that a menu must not have
      defaultProps: {
        withinPortal: false,
        floatingStrategy: 'fixed',
        withInitialFocusPlaceholder: false,
      } satisfies Partial<MenuProps>,
    },
  },
});

/** Mantine's own dimmed and placeholder colours are too faint for WCAG AA. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-text': '#1b1f24',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': '#586069',
    '--mantine-color-placeholder': '#646c75',
    '--mantine-color-anchor': '#1558a8',
    '--mantine-color-error': '#b3261e',
  },
  dark: {
    '--mantine-color-text': '#d6dae0',
    '--mantine-color-body': '#15181c',
    '--mantine-color-dimmed': '#9ba3ad',
    '--mantine-color-placeholder': '#949ca6',
    '--mantine-color-anchor': '#7db4f0',
    '--mantine-color-error': '#ff9189',
    '--mantine-color-default': '#1d2126',
    '--mantine-color-default-hover': '#272c33',
    '--mantine-color-default-border': '#3a414a',
  },
});
