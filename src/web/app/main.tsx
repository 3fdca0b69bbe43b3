import './setup.ts';
import './mantine.css';
import './global.css';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { routes } from '../audit/looks/paths.ts';
import { chosenZone } from '../audit/time/zone-choice.ts';
import { readEventsUrl } from '../features/events/events-url.ts';
import { warmEvents } from '../features/events/warm-events.ts';
import { pageOf } from '../lib/base-path.ts';
import { shownQuery } from '../lib/marks.ts';
import { App } from './app.tsx';
import { createQueryClient } from './query-client.ts';
import { createRouter } from './router.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const client = createQueryClient();
const { search } = window.location;
const pathname = pageOf(window.location.pathname);
if (pathname === routes.home || pathname === routes.events) {
  const params = shownQuery(new URLSearchParams(search));
  void warmEvents(client, readEventsUrl(params, chosenZone(params).zone).view);
}

// as a transition the first drawing lets the browser take breath; else it is one long task
startTransition(() =>
  createRoot(root).render(
    <StrictMode>
      <App client={client} router={createRouter()} />
    </StrictMode>,
  ),
);
