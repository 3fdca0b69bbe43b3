import { setNonce } from 'get-nonce';

/** The nonce under which this document may add styles; empty when it was served without one. */
export const styleNonce = (): string => {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return meta?.nonce || meta?.getAttribute('nonce') || '';
};

/** Hand the nonce to libraries that look it up through get-nonce (scroll locks of drawers and dialogs). */
export const shareStyleNonce = (): void => setNonce(styleNonce());
