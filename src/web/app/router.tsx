import { Navigate, createBrowserRouter, useLocation } from 'react-router';
import { routes } from '../audit/looks/paths.ts';
import { EventsPage } from '../features/events/events-page.tsx';
import { basePath } from '../lib/base-path.ts';
import { ErrorPage } from './error-page.tsx';
import { Layout } from './layout.tsx';
import { NotFoundPage } from './not-found-page.tsx';

/** The explorer is the home page, whatever the query. */
const Home = () => <Navigate replace to={{ ...useLocation(), pathname: routes.events }} />;

/** The explorer, where nearly everybody begins, is in the first bundle; the other pages come when asked for. */
export const createRouter = () =>
  createBrowserRouter(
    [
      {
        element: <Layout />,
        errorElement: <ErrorPage />,
        hydrateFallbackElement: <p className="visually-hidden">Loading…</p>,
        children: [
          { path: routes.home, element: <Home /> },
          { path: routes.events, element: <EventsPage />, errorElement: <ErrorPage /> },
          {
            path: routes.attempts,
            errorElement: <ErrorPage />,
            lazy: async () => ({
              Component: (await import('../features/attempts/attempts-page.tsx')).AttemptsPage,
            }),
          },
          {
            path: routes.attempt,
            errorElement: <ErrorPage />,
            lazy: async () => ({
              Component: (await import('../features/attempts/attempt-page.tsx')).AttemptPage,
            }),
          },
          {
            path: routes.session,
            errorElement: <ErrorPage />,
            lazy: async () => ({
              Component: (await import('../features/sessions/session-page.tsx')).SessionPage,
            }),
          },
          {
            path: routes.trace,
            errorElement: <ErrorPage />,
            lazy: async () => ({
              Component: (await import('../features/traces/trace-page.tsx')).TracePage,
            }),
          },
          {
            path: routes.user,
            errorElement: <ErrorPage />,
            lazy: async () => ({
              Component: (await import('../features/users/user-page.tsx')).UserPage,
            }),
          },
          {
            path: routes.address,
            errorElement: <ErrorPage />,
            lazy: async () => ({
              Component: (await import('../features/addresses/address-page.tsx')).AddressPage,
            }),
          },
          {
            path: routes.overview,
            errorElement: <ErrorPage />,
            lazy: async () => ({
              Component: (await import('../features/overview/overview-page.tsx')).OverviewPage,
            }),
          },
          {
            path: routes.findings,
            errorElement: <ErrorPage />,
            lazy: async () => ({
              Component: (await import('../features/findings/findings-page.tsx')).FindingsPage,
            }),
          },
          {
            path: routes.sources,
            errorElement: <ErrorPage />,
            lazy: async () => ({
              Component: (await import('../features/sources/sources-page.tsx')).SourcesPage,
            }),
          },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
    { basename: basePath === '' ? '/' : basePath },
  );
