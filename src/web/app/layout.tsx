import { useIsFetching, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link, NavLink, Outlet } from 'react-router';
import { ActionIcon } from '@mantine/core';
import { aboutQuery } from '../api/about.ts';
import { eventsPath, routes } from '../audit/looks/paths.ts';
import { ZoneMenu } from '../audit/time/zone-menu.tsx';
import { ZoneNotice } from './zone-notice.tsx';
import { laterPart, useFetchedAhead } from '../lib/later-part.ts';
import { usePageActions } from '../lib/page-actions.ts';
import { useCommandKey } from '../lib/use-command-key.ts';
import { useKeys } from '../lib/use-keys.ts';
import { useSettled } from '../lib/use-settled.ts';
import { Icon } from '../ui/icons.tsx';
import { Layer } from '../ui/layer.tsx';
import { PagePart } from '../ui/page-part.tsx';
import { useRefused } from './access.ts';
import { HeaderSearch } from './header-search.tsx';
import { PageLinks } from './page-links.tsx';
import { SchemeButton } from './scheme-button.tsx';
import { SignOutButton } from './sign-out-button.tsx';
import { usePagePlace } from './use-page-place.ts';
import css from './layout.module.css';

const KeysDialog = laterPart(async () => (await import('./keys-dialog.tsx')).KeysDialog);
const Palette = laterPart(async () => (await import('./palette.tsx')).Palette);
// not fetched ahead: most servers show no demo, and who is signed in needs no login
const StoriesMenu = laterPart(async () => (await import('./stories-menu.tsx')).StoriesMenu, {
  isAhead: false,
});
const Login = laterPart(async () => (await import('./login.tsx')).Login, { isAhead: false });

/** To the current row where a page has a table of rows, else to the beginning of the page. */
const skip = (): void => {
  const row = document.querySelector<HTMLElement>('[role="grid"] [role="row"][tabindex="0"]');
  (row ?? document.getElementById('main'))?.focus();
};

/** What surrounds every page: the bar, the login when the server asks for it, the list of keys. */
export const Layout = () => {
  const about = useQuery(aboutQuery);
  const refused = useRefused();
  const main = useRef<HTMLElement>(null);
  usePagePlace(main);
  const [keysOpen, setKeysOpen] = useState(false);
  const [paletteOpen, setPaletteOpen] = useState(false);
  useKeys({ '?': () => setKeysOpen(true) });
  useCommandKey('k', () => setPaletteOpen(true));
  usePageActions(() => [
    { label: 'Keyboard shortcuts', also: 'help keys hotkeys', keys: '?', run: () => setKeysOpen(true) },
    { label: 'Print', also: 'paper pdf', run: () => window.print() },
  ]);

  return (
    <div className={css['layout']}>
      <a
        className={css['skip']}
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          skip();
        }}
      >
        Skip to content
      </a>
      <header className={css['bar']}>
        <Link to={eventsPath()} className={css['brand']} aria-label="Authentication Audit">
          <svg width="18" height="18" viewBox="0 0 32 32" aria-hidden="true">
            <path d="M16 2 28 6.5v9c0 7-5 12-12 14.5C9 27.5 4 22.5 4 15.5v-9z" fill="currentColor" />
            <path d="m10.5 15.5 4 4 7.5-8" fill="none" stroke="var(--mantine-color-body)" strokeWidth="3" />
          </svg>
          <span className={css['name']}>Authentication Audit</span>
        </Link>
        <PageLinks />
        {about.data?.demo === true && (
          <div
            role="note"
            aria-label="Demo"
            title="All data shown here is generated."
            className={css['demo']}
          >
            <strong>Demo</strong> <span className={css['about']}>All data shown here is generated.</span>
            <PagePart isSaid={false}>
              <StoriesMenu />
            </PagePart>
          </div>
        )}
        {!refused && <HeaderSearch />}
        <div className={css['tools']}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Command palette"
            title="Go to anything, run any action (Ctrl K)"
            onClick={() => setPaletteOpen(true)}
          >
            <Icon name="command" size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            component={NavLink}
            to={routes.sources}
            aria-label="Sources"
            title="Where records come from, and until when they are complete"
          >
            <Icon name="store" size={16} />
          </ActionIcon>
          <ZoneMenu />
          <ActionIcon
            variant="subtle"
            color="gray"
            className={css['keys'] ?? ''}
            aria-label="Keyboard shortcuts"
            title="Keyboard shortcuts (?)"
            onClick={() => setKeysOpen(true)}
          >
            <Icon name="keyboard" size={16} />
          </ActionIcon>
          <SchemeButton />
          {about.data?.auth === 'token' && !refused && <SignOutButton />}
        </div>
      </header>
      <ZoneNotice />
      <FetchedAhead />
      <main ref={main} id="main" tabIndex={-1} className={css['main']}>
        {refused ? (
          <PagePart>
            <Login />
          </PagePart>
        ) : (
          <Outlet />
        )}
      </main>
      {keysOpen && (
        <Layer onClose={() => setKeysOpen(false)}>
          <KeysDialog onClose={() => setKeysOpen(false)} />
        </Layer>
      )}
      {paletteOpen && !refused && (
        <Layer onClose={() => setPaletteOpen(false)}>
          <Palette onClose={() => setPaletteOpen(false)} />
        </Layer>
      )}
    </div>
  );
};

/** So long nothing was on its way when all is there that a page shows: between its rows and its counts there is a moment (ms). */
const quiet = 200;

/** What can be opened is fetched once what is shown is there. */
const FetchedAhead = () => {
  useFetchedAhead(useSettled(useIsFetching() === 0, quiet) === true);
  return null;
};
