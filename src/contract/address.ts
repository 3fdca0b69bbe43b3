/** The server reads so many bytes of an address and the headers of a request, together. */
export const maxHeaderBytes = 128 * 1024;

/**
 * So many characters an address may have, percent-encoded as it is sent. What headers take is kept free, cookies of
 * other servers of the same name among them. An id that is shown on a page of its own is part of one.
 */
export const maxAddressLength = 112 * 1024;
