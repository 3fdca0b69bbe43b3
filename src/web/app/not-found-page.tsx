import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { eventsPath } from '../audit/looks/paths.ts';
import { StateMessage } from '../ui/state-message.tsx';

export const NotFoundPage = () => (
  <>
    <title>Page not found · Authentication Audit</title>
    <StateMessage
      heading="h1"
      title="There is no page at this address"
      actions={
        <Button component={Link} to={eventsPath()} size="xs">
          Go to the events
        </Button>
      }
    >
      <p>The link may be cut short, or it belongs to another version.</p>
    </StateMessage>
  </>
);
