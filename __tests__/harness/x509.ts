// @peculiar/x509 wires its algorithms with tsyringe, which refuses to load without the reflect-metadata polyfill. It
// injects nothing by metadata, so that answering "none" is all that is needed, before it is loaded: hence the late import.
const none = (): undefined => undefined;
Object.assign(Reflect, { getMetadata: none, getOwnMetadata: none, defineMetadata: none });

/** The module @peculiar/x509, loaded. */
export const x509 = await import('@peculiar/x509');
