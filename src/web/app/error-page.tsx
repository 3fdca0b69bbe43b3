import { Button } from '@mantine/core';
import { useRouteError } from 'react-router';
import { routes } from '../audit/looks/paths.ts';
import { atServer } from '../lib/base-path.ts';
import { StateMessage } from '../ui/state-message.tsx';

/** Stands in for a page that broke. What broke is in the browser's console; here are words and a way on. */
export const ErrorPage = () => {
  const error = useRouteError();
  const stale = error instanceof TypeError && /dynamically imported|module script/i.test(error.message);
  return (
    <>
      <title>Error · Authentication Audit</title>
      <div role="alert">
        <StateMessage
          heading="h1"
          title={stale ? 'This page could not be loaded' : 'This page stopped working'}
          actions={
            <>
              <Button size="xs" onClick={() => window.location.reload()}>
                Reload
              </Button>
              <Button size="xs" variant="default" component="a" href={atServer(routes.events)}>
                Go to the events
              </Button>
            </>
          }
        >
          <p>
            {stale
              ? 'The server may be restarting, or it was updated since you opened this tab.'
              : 'An error in the page itself, not in the recorded data. Nothing was changed or lost.'}
          </p>
        </StateMessage>
      </div>
    </>
  );
};
