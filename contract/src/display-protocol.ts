/** The websocket path and subprotocols: the ticket travels in `Sec-WebSocket-Protocol`, never in a URL that is logged. */
export const connectPath = '/connect'
export const displayProtocol = 'nahtlos-display'
export const ticketProtocolPrefix = 'nahtlos-ticket.'

/** Bytes of text in one paste; more is refused, because Xvnc would let the pasting application hang. */
export const pasteMaximum = 4 * 1024 * 1024
