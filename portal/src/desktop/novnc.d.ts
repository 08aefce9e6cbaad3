/** The part of noVNC 1.7 that the portal uses; see its docs/API.md. */
declare module '@novnc/novnc' {
  interface RfbEvents {
    connect: CustomEvent<Record<string, never>>
    disconnect: CustomEvent<{ clean: boolean }>
    clipboard: CustomEvent<{ text: string }>
  }
  export default class RFB extends EventTarget {
    constructor(
      target: HTMLElement,
      channel: WebSocket | string,
      options?: { shared?: boolean; wsProtocols?: string[] },
    )
    viewOnly: boolean
    resizeSession: boolean
    scaleViewport: boolean
    clipViewport: boolean
    focusOnClick: boolean
    background: string
    qualityLevel: number
    compressionLevel: number
    focus(options?: FocusOptions): void
    blur(): void
    disconnect(): void
    sendCtrlAltDel(): void
    sendKey(keysym: number, code: string | null, down?: boolean): void
    clipboardPasteFrom(text: string): void
    addEventListener<K extends keyof RfbEvents>(type: K, listener: (event: RfbEvents[K]) => void): void
  }
}
