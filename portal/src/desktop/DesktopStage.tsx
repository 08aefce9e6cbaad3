import type { MySession } from '@nahtlos/contract/api/workplace'
import { useCallback, useEffect, useId, useRef, useState } from 'react'
import { SessionRefusals } from '../programs/SessionRefusals.tsx'
import { Button } from '../shell/Button.tsx'
import { useText, useTexts } from '../shell/language.tsx'
import { shellTexts } from '../shell/texts.ts'
import { noticeDetail } from '../workplace/noticeDetail.ts'
import { workplaceTexts } from '../workplace/texts.ts'
import { Announcements } from './Announcements.tsx'
import { ClipboardPanel } from './ClipboardPanel.tsx'
import { ConnectionMessage } from './ConnectionMessage.tsx'
import { keepsPicture } from './connection.ts'
import { DesktopToolbar } from './DesktopToolbar.tsx'
import { rememberTools } from './expected-screen.ts'
import { desktopTexts } from './texts.ts'
import { useConnection } from './use-connection.ts'
import { useQuality } from './use-quality.ts'
import { useRights } from './use-rights.ts'
import { useWayOut } from './use-way-out.ts'
import { Watermark } from './Watermark.tsx'

/** The running desktop: tools above, picture below, and whatever there is to say in between. */
export function DesktopStage({ session }: { session: MySession }) {
  const t = useTexts(desktopTexts)
  const shell = useTexts(shellTexts)
  const workplace = useTexts(workplaceTexts)
  const text = useText()
  const title = text(session.title)
  const screen = useRef<HTMLDivElement>(null)
  const still = useRef<HTMLCanvasElement>(null)
  const enterButton = useRef<HTMLButtonElement>(null)
  const instructions = useId()
  const [copied, setCopied] = useState('')
  const [clipboardOpen, setClipboardOpen] = useState(false)
  const [read, setRead] = useState<MySession['notices']>([])
  const [announcement, setAnnouncement] = useState('')

  const { connection, tell, live, lastConnection, drop } = useConnection(session.id, { screen, still }, setCopied)
  const { rights, changes, bounds, coming } = useRights(live)
  const quality = useQuality(connection.state === 'connected', drop)
  const connected = live !== null
  const notices = session.notices.filter((notice) => !read.includes(notice))

  useEffect(() => {
    document.title = `${title} – ${shell.product}`
  }, [title, shell.product])

  // noVNC's canvas gets a name, and the way out as its description.
  useEffect(() => {
    if (!live) return
    const canvas = screen.current?.querySelector('canvas')
    canvas?.setAttribute('role', 'application')
    canvas?.setAttribute('aria-label', t.screen(title))
    canvas?.setAttribute('aria-describedby', instructions)
  }, [live, title, t, instructions])

  useEffect(() => {
    if (live) live.rfb.viewOnly = !rights.includes('control')
  }, [live, rights])

  // What was copied goes with the right to have it.
  const mayCopyOut = rights.includes('clipboard-out')
  useEffect(() => {
    if (connected && !mayCopyOut) setCopied('')
  }, [connected, mayCopyOut])

  // The first connection hands the keyboard to the button that leads into the desktop; a later one gives it back.
  const inside = useRef(false)
  useEffect(() => {
    const place = screen.current
    const came = () => {
      inside.current = true
    }
    place?.addEventListener('focusin', came)
    return () => place?.removeEventListener('focusin', came)
  }, [])
  useEffect(() => {
    if (!live) return
    setAnnouncement(t.connected)
    if (inside.current) live.rfb.focus()
    else enterButton.current?.focus()
  }, [live, t])

  // The next session begins with the size that this one had to be given.
  useEffect(() => {
    const stage = screen.current
    if (live && stage) rememberTools(stage.getBoundingClientRect().top + window.scrollY)
  }, [live])

  const leave = useCallback(() => {
    inside.current = false
    enterButton.current?.focus()
    setAnnouncement(t.left)
  }, [t])
  useWayOut(screen, leave)

  const enter = () => {
    live?.rfb.focus()
    setAnnouncement(t.entered)
  }

  return (
    <div className="desktop" data-connection={connection.state}>
      <DesktopToolbar
        session={session}
        live={live}
        rights={rights}
        quality={quality}
        enterButton={enterButton}
        onEnter={enter}
        instructions={instructions}
        clipboardOpen={clipboardOpen}
        onClipboard={() => setClipboardOpen((open) => !open)}
      />
      <p className="kern-sr-only" role="status">
        {announcement}
      </p>
      {/* Over the picture, so that a note or the clipboard never changes the size of the session. */}
      <div className="desktop__over">
        <div>
          <div role="status" className="desktop__notes">
            <Announcements coming={coming} idleMinutes={bounds?.idleMinutes ?? null} screen={screen} />
            {changes.map((change) => (
              <p key={`${change.right} ${change.gained}`}>
                {change.gained ? t.gained[change.right] : t.lost[change.right]}
              </p>
            ))}
            {notices.map((notice) => (
              <p key={notice}>
                {workplace.notice[notice]} {noticeDetail(session, notice, text)}{' '}
                <Button
                  look="tertiary"
                  small
                  aria-label={t.closeNote(workplace.notice[notice])}
                  onPress={() => setRead((before) => [...before, notice])}
                >
                  {shell.close}
                </Button>
              </p>
            ))}
          </div>
          <div role="status">
            <SessionRefusals session={session.id} />
          </div>
          {clipboardOpen && (
            <ClipboardPanel live={live} rights={rights} copied={copied} onClose={() => setClipboardOpen(false)} />
          )}
        </div>
      </div>
      <main className="desktop__stage" aria-label={t.screen(title)}>
        <canvas ref={still} className="desktop__still" hidden={!keepsPicture(connection)} />
        <div ref={screen} className="desktop__screen" />
        {bounds?.watermark && <Watermark />}
        <ConnectionMessage
          connection={connection}
          session={session}
          lastConnection={lastConnection}
          onTryNow={() => tell({ type: 'try-again' })}
          onTakeBack={() => tell({ type: 'take-back' })}
        />
      </main>
    </div>
  )
}
