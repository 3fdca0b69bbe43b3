import { labelOf } from '../../../contract/fields.ts';
import { Link } from 'react-router';
import type { SessionAnswer } from '../../../contract/attempt-context.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { FactsTable } from '../../audit/looks/facts-table.tsx';
import { attemptPath } from '../../audit/looks/paths.ts';
import { ResultBadge } from '../../audit/looks/result-badge.tsx';
import { secondOf } from '../../audit/record/seen-table.tsx';
import { ValueButton } from '../../audit/filters/value-button.tsx';

type Props = { readonly tokens: SessionAnswer['tokens']; readonly zone: string };

/** The tokens of a session, each with the attempt it came from. */
export const TokenTable = ({ tokens, zone }: Props) => (
  <FactsTable
    label="Tokens"
    columns={[
      { id: 'time', heading: `Time (${zone})` },
      { id: 'result', heading: labelOf('step_result') },
      { id: 'token', heading: labelOf('token_id') },
      { id: 'attempt', heading: labelOf('request_id') },
    ]}
    none="No event of this session names a token."
    rows={tokens.map(({ token_id: token, time, result, request_id: id }) => ({
      key: `${time} ${token} ${result ?? ''}`,
      cells: {
        time: <span className="mono">{secondOf(time, zone)}</span>,
        result: result !== undefined && <ResultBadge value={result} />,
        token: (
          <ValueButton label="Token ID" text={token} filter={{ property: 'token_id', value: token }} mono />
        ),
        attempt:
          id === undefined ? (
            'not linked to an attempt'
          ) : (
            <Link to={attemptPath(id, parseInstant(time))} className="mono">
              {id}
            </Link>
          ),
      },
    }))}
  />
);
