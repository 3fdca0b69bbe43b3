import { CloseButton, Modal } from '@mantine/core';
import { useFocusBack } from '../lib/use-focus-back.ts';
import { listedKeys } from './key-list.ts';
import css from './keys-dialog.module.css';

/** The keys of the pages. They are off while typing. */
export const KeysDialog = ({ onClose }: { readonly onClose: () => void }) => {
  useFocusBack();
  return (
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
      {listedKeys.map(({ title, keys }) => (
        <section key={title} aria-label={title}>
          <h3 className={css['title']}>{title}</h3>
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
        </section>
      ))}
    </Modal>
  );
};
