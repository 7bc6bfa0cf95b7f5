/** The wire protocol's major version; every path starts with it. */
export const PROTOCOL_VERSION = 1;

/** The prefix of every versioned path, appended to the backend URL. */
export const API_PREFIX = `/v${PROTOCOL_VERSION}`;
