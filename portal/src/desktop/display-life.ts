/** Milliseconds from one look to the next. */
const every = 4_000
/** So many questions in a row without any answer mean that the display is gone. */
const silentQuestions = 2
/**
 * FramebufferUpdateRequest, not incremental, for the first pixel (RFC 6143, section 7.5.3): a display that lives answers
 * it, also where nothing changes on it.
 */
const question = Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 1, 0, 1)

type DisplaySocket = Pick<WebSocket, 'send' | 'addEventListener' | 'removeEventListener'>

/**
 * Watches whether the display at the other end still lives, and calls `gone` once where it does not: a session host that
 * hangs or lost its power ends no connection. Asks only where nothing came by itself. Returns what ends the watch.
 */
export function watchDisplay(socket: DisplaySocket, gone: () => void): () => void {
  let heard = true
  let unanswered = 0
  const hear = () => {
    heard = true
  }
  const look = () => {
    if (heard) {
      heard = false
      unanswered = 0
    } else if (unanswered === silentQuestions) {
      stop()
      gone()
    } else {
      unanswered += 1
      socket.send(question)
    }
  }
  const timer = setInterval(look, every)
  socket.addEventListener('message', hear)
  const stop = () => {
    clearInterval(timer)
    socket.removeEventListener('message', hear)
  }
  return stop
}
