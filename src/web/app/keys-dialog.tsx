import { CloseButton, Modal } from '@mantine/core';
import css from './keys-dialog.module.css';

const keys = [
  { keys: ['/'], does: 'Search' },
  { keys: ['j', '↓'], does: 'Next row' },
  { keys: ['k', '↑'], does: 'Row before' },
  { keys: ['Page Up', 'Page Down'], does: 'A screen of rows up or down' },
  { keys: ['Home', 'End'], does: 'First or last loaded row' },
  { keys: ['Enter'], does: 'Open the row’s details; on a value, its menu' },
  { keys: ['←', '→'], does: 'Move between the values of a row' },
  { keys: ['Esc'], does: 'Close what is open on top' },
  { keys: ['?'], does: 'This list' },
] as const;

/** The keys of the pages. They are off while typing. */
export const KeysDialog = ({ onClose }: { readonly onClose: () => void }) => (
  <Modal
    opened
    onClose={onClose}
    withCloseButton={false}
    attributes={{ content: { 'aria-label': 'Keyboard shortcuts' } }}
  >
    <div className={css['head']}>
      <h2>Keyboard shortcuts</h2>
      <CloseButton aria-label="Close" onClick={onClose} />
    </div>
    <table className={css['keys']}>
      <tbody>
        {keys.map(({ keys, does }) => (
          <tr key={does}>
            <th scope="row">
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </th>
            <td>{does}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Modal>
);
