/** The websocket on the server's internal listener: an agent sends `Report`, the server sends `Desired`. */
export const agentLinkPath = '/agent/link'
/** The public ticket keys for a gateway, a JSON Web Key Set (RFC 7517), on the internal listener. */
export const gatewayKeysPath = '/gateway/ticket-keys'
/** Renewal of a certificate over mutual TLS, for gateways and agents: `Renewal` → `Enrolled`. */
export const renewalPath = '/renewal'

/** How a gateway tells the server where a request came from; the server believes it from gateways only. */
export const listenerHeader = 'x-nahtlos-listener'
export const clientAddressHeader = 'x-nahtlos-client'
/** `https` where the browser's connection is encrypted: cookies are Secure then. */
export const schemeHeader = 'x-nahtlos-scheme'
