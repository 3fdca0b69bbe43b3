import { ActionIcon } from '@mantine/core';
import type { ReactNode, Ref } from 'react';
import type { Order } from '../../api/events.ts';
import type { FilterOffer } from '../filters/offers.ts';
import type { Instants, Range } from '../time/range.ts';
import { Icon } from '../../ui/icons.tsx';
import { RangeControl } from '../time/range-control.tsx';
import { SearchBox } from '../filters/search-box.tsx';
import css from './explorer.module.css';

type Props = {
  /** What is looked for: “Events”. */
  readonly label: string;
  readonly q: string | undefined;
  readonly onSearch: (q: string | undefined, replace: boolean, typing: boolean) => void;
  /** A filter was taken in place of the text that was typed. */
  readonly onOffer?: (offer: FilterOffer) => void;
  readonly searchRef: Ref<HTMLInputElement>;
  readonly range: Range;
  readonly instants: Instants;
  readonly zone: string;
  readonly onRange: (range: Range) => void;
  /** Of rows; absent where there are none. */
  readonly order?: Order;
  readonly onOrder?: (order: Order) => void;
  readonly onRefresh: () => void;
  /** What only this table is filtered by. */
  readonly children?: ReactNode;
  /** Stands before everything: what opens the facets. */
  readonly before?: ReactNode;
  /** Stands at the end: what is done with the view as a whole. */
  readonly after?: ReactNode;
};

/** What is looked for, and when. */
export const Toolbar = ({
  label,
  q,
  onSearch,
  onOffer,
  searchRef,
  order,
  onOrder,
  onRefresh,
  onRange,
  children,
  before,
  after,
  ...range
}: Props) => (
  <div className={css['toolbar']} role="search" aria-label={label}>
    {before}
    <div className={css['search']}>
      <SearchBox ref={searchRef} q={q} onChange={onSearch} instants={range.instants} onOffer={onOffer} />
    </div>
    <RangeControl {...range} onChange={onRange} />
    {children}
    {order && onOrder && <OrderButton order={order} onOrder={onOrder} />}
    <ActionIcon
      variant="default"
      size={30}
      aria-label="Refresh"
      title="Refresh: ask again, up to now"
      onClick={onRefresh}
    >
      <Icon name="refresh" />
    </ActionIcon>
    {after !== undefined && <div className={css['after']}>{after}</div>}
  </div>
);

type OrderProps = { readonly order: Order; readonly onOrder: (order: Order) => void };

const OrderButton = ({ order, onOrder }: OrderProps) => {
  const words = order === 'desc' ? 'Newest first' : 'Oldest first';
  return (
    <ActionIcon
      variant="default"
      size={30}
      aria-label={`Order: ${words}`}
      title={`${words}. Turn the order round`}
      onClick={() => onOrder(order === 'desc' ? 'asc' : 'desc')}
    >
      <Icon name={order === 'desc' ? 'down' : 'up'} />
    </ActionIcon>
  );
};
