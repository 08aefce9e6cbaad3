/** Two years, as browsers' preload lists ask for; subdomains are the operator's to decide. */
export const strictTransportSecurity = 'max-age=63072000'

/**
 * What the portal's pages may load: themselves. The desktop's picture arrives as blob and data images, and 'self' in
 * connect-src covers the websocket of the same host (CSP level 3, section 6.7.2.8).
 */
export const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    workerSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    objectSrc: ["'none'"],
  },
}
