import Bowser from 'bowser';

/** What agents are called, by their beginnings; undefined where that says nothing of it. */
const seen = new Map<string, string | undefined>();

/** As many as are kept: there are far fewer browsers than sign-ins. */
const kept = 2_000;

/** So much of an agent is read and kept (characters): one can be as long as an event. */
const read = 1_000;

const major = (version: string | undefined): string => version?.split('.')[0] ?? '';

const named = (agent: string): string | undefined => {
  const { browser, os } = Bowser.parse(agent);
  if (browser.name) {
    const system = os.name ? ` on ${os.name}` : '';
    return `${browser.name} ${major(browser.version)}`.trim() + system;
  }
  // curl, python-requests and their like: name/version, and more behind it
  const [, name, version] = /^([^\s/()]+)\/v?([\d.]+)/.exec(agent) ?? [];
  return name !== undefined && version !== undefined ? `${name} ${version}` : undefined;
};

/** A user agent in a few words: “Chrome 144 on Windows”, “curl 8.5.0”; itself when it is neither. */
export const browserName = (agent: string): string => {
  const beginning = agent.slice(0, read);
  if (beginning.trim() === '') return agent;
  if (!seen.has(beginning)) {
    if (seen.size >= kept) seen.clear();
    seen.set(beginning, named(beginning));
  }
  return seen.get(beginning) ?? agent;
};

/** Whether an agent calls itself a browser, as programs do not: all browsers begin alike. */
export const isBrowser = (agent: string | undefined): boolean => agent?.startsWith('Mozilla/') ?? false;
