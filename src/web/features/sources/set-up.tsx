import { fromAnywhere } from '../../lib/base-path.ts';
import css from './sources-page.module.css';

const example = `{ "sources": [{
  "name": "agilicus",
  "kind": "agilicus",
  "url": "https://api.agilicus.com",
  "document": "./service-account.json",
  "org_id": "…",
  "from": "90d"
}] }`;

/** How records come in, where there is no source yet or another is to be added. */
export const SetUp = () => (
  <dl className={css['setup']}>
    <div>
      <dt>Pull them from the audit API</dt>
      <dd>
        Write a file like this, and start the server with <code>AUTH_AUDIT_SOURCES=./sources.json</code>. It
        knows until when its records are complete.
        <pre>{example}</pre>
      </dd>
    </div>
    <div>
      <dt>Have them sent</dt>
      <dd>
        Let an audit destination post to <code>{fromAnywhere('/v1/bulk_audit_events')}</code>. The webhook
        stands here once something came.
      </dd>
    </div>
    <div>
      <dt>Import files</dt>
      <dd>
        <code>npm run import -- audits.jsonl</code> takes <code>.jsonl</code> and <code>.jsonl.gz</code>. What
        was imported is no source: nothing more is to come from it.
      </dd>
    </div>
  </dl>
);
