import { connectPath, displayProtocol, ticketProtocolPrefix } from '@nahtlos/contract/display-protocol'
import type RFB from '@novnc/novnc'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react'
import { connectSession, type Ticket } from '../api/workplace.ts'
import { firstConnection, keepsPicture, nextConnection } from './connection.ts'
import { watchDisplay } from './display-life.ts'
import { ticketFailure } from './ticket-failure.ts'

export interface LiveDesktop {
  readonly rfb: RFB
  readonly connection: string
  readonly rights: Ticket['rights']
  readonly bounds: Ticket['bounds']
}

interface Places {
  /** Where noVNC draws. */
  readonly screen: RefObject<HTMLDivElement | null>
  /** Where the last picture stays while there is no connection. */
  readonly still: RefObject<HTMLCanvasElement | null>
}

/** noVNC's code; asked for early, so that it is here when the session is ready. */
export function loadDisplay() {
  return import('@novnc/novnc')
}

/** Drives the connection: does what its state demands, and tells it what happened. */
export function useConnection(session: string, { screen, still }: Places, onClipboard: (text: string) => void) {
  const [connection, tell] = useReducer(nextConnection, firstConnection)
  const [live, setLive] = useState<LiveDesktop | null>(null)
  const [ticket, setTicket] = useState<Ticket | null>(null)
  /** The last connection's identifier, to ask why it was closed. */
  const [lastConnection, setLastConnection] = useState<string | null>(null)
  const clipboard = useRef(onClipboard)
  clipboard.current = onClipboard
  const close = useRef<(() => void) | null>(null)

  const { state } = connection
  const attempt = 'attempt' in connection ? connection.attempt : 0
  const delay = connection.state === 'interrupted' ? connection.delay : 0

  useEffect(() => {
    if (state !== 'asking') return
    let wanted = true
    // attempt is a dependency on purpose: each try asks anew.
    void attempt
    connectSession(session).then(
      (given) => {
        if (!wanted) return
        setTicket(given)
        tell({ type: 'ticket' })
      },
      (error: unknown) => {
        if (wanted) tell({ type: 'no-ticket', error, kind: ticketFailure(error), random: Math.random() })
      },
    )
    return () => {
      wanted = false
    }
  }, [state, attempt, session])

  useEffect(() => {
    if (state !== 'interrupted') return
    void attempt
    const again = () => tell({ type: 'try-again' })
    const timer = setTimeout(again, delay)
    window.addEventListener('online', again)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', again)
    }
  }, [state, attempt, delay])

  // Begins with a ticket and outlives the change from connecting to connected.
  useEffect(() => {
    const target = screen.current
    if (!ticket || !target) return
    let rfb: RFB | null = null
    let socket: WebSocket | null = null
    let done = false
    let unwatch: (() => void) | null = null

    const finish = (code: number) => {
      if (done) return
      done = true
      unwatch?.()
      freeze(target, still.current)
      setLive(null)
      tell({ type: 'closed', code, random: Math.random() })
    }
    void loadDisplay().then(
      ({ default: Display }) => {
        if (done) return
        const address = new URL(connectPath, location.href)
        address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
        socket = new WebSocket(address, [displayProtocol, `${ticketProtocolPrefix}${ticket.ticket}`])
        // Ours comes before noVNC's own, which takes the picture away.
        socket.addEventListener('close', (event) => finish(event.code))
        rfb = new Display(target, socket, { shared: true })
        rfb.background = 'transparent'
        rfb.resizeSession = true
        rfb.scaleViewport = true
        rfb.viewOnly = !ticket.rights.includes('control')
        rfb.addEventListener('clipboard', (event) => clipboard.current(event.detail.text))
        rfb.addEventListener('connect', () => {
          if (done || !rfb || !socket) return
          unwatch = watchDisplay(socket, () => finish(1006))
          setLastConnection(ticket.connection)
          setLive({ rfb, connection: ticket.connection, rights: ticket.rights, bounds: ticket.bounds })
          tell({ type: 'connected' })
        })
      },
      () => finish(1006),
    )
    close.current = () => finish(1006)
    return () => {
      done = true
      unwatch?.()
      close.current = null
      setLive(null)
      rfb?.disconnect()
      socket?.close()
    }
  }, [ticket, screen, still])

  // A ticket is good for one connection: whatever ends that, ends the use of the ticket.
  const idle = state !== 'connecting' && state !== 'connected'
  useEffect(() => {
    if (idle) setTicket(null)
  }, [idle])

  // Before the next picture of the page: nothing of the desktop is left to read where access is gone.
  const keeps = keepsPicture(connection)
  useLayoutEffect(() => {
    if (!keeps && state !== 'connected') empty(still.current)
  }, [keeps, state, still])

  const drop = useCallback(() => close.current?.(), [])
  return { connection, tell, live, lastConnection, drop }
}

/** Copies the last picture to a canvas of ours, before noVNC takes its own away. */
function freeze(target: HTMLElement, still: HTMLCanvasElement | null): void {
  const picture = target.querySelector('canvas')
  if (!picture || !still || picture.width === 0 || picture.height === 0) return
  still.width = picture.width
  still.height = picture.height
  still.getContext('2d')?.drawImage(picture, 0, 0)
}

/** A canvas of another size has forgotten what was on it. */
function empty(still: HTMLCanvasElement | null): void {
  if (still) still.width = still.height = 0
}
