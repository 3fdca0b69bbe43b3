import css from './not-fetched.module.css';

type Props = {
  readonly className?: string | undefined;
  readonly onAgain: () => void;
  /** Where somebody can do without it. */
  readonly onClose?: (() => void) | undefined;
};

/** Stands where a part of the page would, whose code could not be fetched. */
export const NotFetched = ({ className = '', onAgain, onClose }: Props) => (
  <p role="alert" className={`${css['note']} ${className}`}>
    This could not be fetched from the server.{' '}
    <button type="button" onClick={onAgain}>
      Try again
    </button>{' '}
    {/* the server has other code now, or the browser does not ask twice */}
    <button type="button" onClick={() => window.location.reload()}>
      Reload the page
    </button>{' '}
    {onClose && (
      <button type="button" onClick={onClose}>
        Close
      </button>
    )}
  </p>
);
