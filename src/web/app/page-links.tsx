import { NavLink } from 'react-router';
import css from './layout.module.css';
import { usePageLinks } from './use-page-links.ts';

/** The pages by name. */
export const PageLinks = () => (
  <nav aria-label="Pages" className={css['nav']}>
    {usePageLinks().map(({ name, to, state }) => (
      <NavLink key={name} to={to} state={state} end>
        {name}
      </NavLink>
    ))}
  </nav>
);
