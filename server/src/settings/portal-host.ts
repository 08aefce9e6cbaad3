/** In place of a session host: versions that were made in the portal, not captured from a home. */
export const portalHost = 'portal'
