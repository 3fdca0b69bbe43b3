import { useEffect, useState } from 'react';
import { NavigationType, useLocation, useNavigate, useNavigationType } from 'react-router';
import { TabMemory } from '../../lib/tab-memory.ts';

/** What was opened on a page, by the entry of the history. */
const opened = new TabMemory<readonly string[]>();

/** What is opened on a page, which finds it again who comes back to it. */
export const useOpened = () => {
  const { key } = useLocation();
  const isBack = useNavigationType() === NavigationType.Pop;
  const [open, setOpen] = useState(() => (isBack ? opened.get(key) : undefined) ?? []);
  useEffect(() => opened.set(key, open), [key, open]);
  return {
    isOpen: (id: string): boolean => open.includes(id),
    toggle: (id: string) =>
      setOpen((before) => (before.includes(id) ? before.filter((each) => each !== id) : [...before, id])),
  };
};

/** A part of a page that is open when its address ends in `#name`, so that a link can open it. */
export const useHashOpen = (name: string): readonly [boolean, () => void] => {
  const { search, hash } = useLocation();
  const navigate = useNavigate();
  const isOpen = hash === `#${name}`;
  return [isOpen, () => void navigate({ search, hash: isOpen ? '' : name }, { replace: true })];
};
