import Bowser from 'bowser';

const seen = new Map<string, string>();

/** As many as are kept: there are far fewer browsers than sign-ins. */
const kept = 2_000;

const major = (version: string | undefined): string => version?.split('.')[0] ?? '';

const named = (agent: string): string => {
  const { browser, os } = Bowser.parse(agent);
  if (browser.name) {
    const system = os.name ? ` on ${os.name}` : '';
    return `${browser.name} ${major(browser.version)}`.trim() + system;
  }
  // curl, python-requests and their like: name/version, and more behind it
  const [, name, version] = /^([^\s/()]+)\/v?([\d.]+)/.exec(agent) ?? [];
  return name !== undefined && version !== undefined ? `${name} ${version}` : agent;
};

/** A user agent in a few words: “Chrome 144 on Windows”, “curl 8.5.0”; itself when it is neither. */
export const browserName = (agent: string): string => {
  const known = seen.get(agent);
  if (known !== undefined) return known;
  if (seen.size >= kept) seen.clear();
  const name = agent.trim() === '' ? agent : named(agent);
  seen.set(agent, name);
  return name;
};
