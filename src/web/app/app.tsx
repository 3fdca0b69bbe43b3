import { MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router/dom';
import { styleNonce } from '../lib/nonce.ts';
import type { createRouter } from './router.tsx';
import { cssVariables, theme } from './theme.ts';

type Props = { readonly client: QueryClient; readonly router: ReturnType<typeof createRouter> };

/** The dashboard: theme, server state and pages. */
export const App = ({ client, router }: Props) => (
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariables}
    getStyleNonce={styleNonce}
    defaultColorScheme="auto"
  >
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </MantineProvider>
);
