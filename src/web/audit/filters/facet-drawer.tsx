import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = { readonly onClose: () => void; readonly children: ReactNode };

/** What there is to filter by, over the table. */
export const FacetDrawer = ({ onClose, children }: Props) => (
  <Drawer
    opened
    onClose={onClose}
    size="20rem"
    withCloseButton={false}
    padding={0}
    attributes={{ content: { 'aria-label': 'Filters by value' } }}
  >
    {children}
  </Drawer>
);
