import type { MySession } from '@nahtlos/contract/api/workplace'
import type { Right } from '@nahtlos/contract/rights'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type RefObject, useEffect, useState } from 'react'
import { Button as AriaButton, Toolbar } from 'react-aria-components'
import { endSession } from '../api/workplace.ts'
import { Button } from '../shell/Button.tsx'
import { Confirm } from '../shell/Confirm.tsx'
import { Icon } from '../shell/Icon.tsx'
import { useText, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { QualityMeter } from './QualityMeter.tsx'
import { desktopTexts } from './texts.ts'
import type { LiveDesktop } from './use-connection.ts'

/** X11 keysym of Escape. */
const escapeKey = 0xff1b

interface DesktopToolbarProps {
  readonly session: MySession
  readonly live: LiveDesktop | null
  readonly rights: readonly Right[]
  readonly quality: number | null
  readonly enterButton: RefObject<HTMLButtonElement | null>
  readonly instructions: string
  readonly clipboardOpen: boolean
  onEnter(): void
  onClipboard(): void
}

/** Every control of the desktop lies here, outside the picture, for the keyboard and for screen readers. */
export function DesktopToolbar(props: DesktopToolbarProps) {
  const { session, live, rights, quality, enterButton, instructions, clipboardOpen, onEnter, onClipboard } = props
  const t = useTexts(desktopTexts)
  const text = useText()
  const navigate = useNavigate()
  const fullScreen = useFullScreen()
  const [asking, setAsking] = useState(false)
  const end = useMutation({
    mutationFn: () => endSession(session.id),
    onSuccess: () => setAsking(false),
  })
  const usable = live !== null && rights.includes('control')

  return (
    <header className="desktop__bar">
      <h1 className="kern-sr-only">{text(session.title)}</h1>
      <Toolbar aria-label={t.toolbar} className="desktop__tools">
        <Button look="tertiary" small icon="arrow-back" onPress={() => navigate({ to: '/' })}>
          {t.back}
        </Button>
        <span className="desktop__title" aria-hidden="true">
          {text(session.title)}
        </span>
        <AriaButton
          ref={enterButton}
          className="kern-btn kern-btn--primary kern-btn--x-small"
          onPress={onEnter}
          isDisabled={!live}
          aria-describedby={instructions}
        >
          <span className="kern-label">{t.enter}</span>
        </AriaButton>
        <Button look="tertiary" small onPress={fullScreen.toggle}>
          {fullScreen.on ? t.leaveFullScreen : t.fullScreen}
        </Button>
        <Button look="tertiary" small onPress={onClipboard} aria-expanded={clipboardOpen}>
          {t.clipboard}
        </Button>
        <Button look="tertiary" small isDisabled={!usable} onPress={() => live?.rfb.sendCtrlAltDel()}>
          {t.ctrlAltDel}
        </Button>
        <Button look="tertiary" small isDisabled={!usable} onPress={() => live?.rfb.sendKey(escapeKey, 'Escape')}>
          {t.escape}
        </Button>
        <Button look="tertiary" small icon="logout" onPress={() => setAsking(true)}>
          {t.logOff}
        </Button>
      </Toolbar>
      <QualityMeter roundTrip={quality} />
      <p id={instructions} className="desktop__keys">
        {t.keys}
      </p>
      <Confirm
        open={asking}
        title={t.logOffTitle}
        confirm={t.logOff}
        pending={end.isPending}
        onConfirm={() => end.mutate()}
        onClose={() => setAsking(false)}
      >
        <p className="kern-body">{t.logOffText}</p>
        <p className="kern-body">
          <Icon name="info" /> {t.logOffHint}
        </p>
        {end.error && <TroubleAlert key={end.submittedAt} error={end.error} />}
      </Confirm>
    </header>
  )
}

function useFullScreen() {
  const [on, setOn] = useState(document.fullscreenElement !== null)
  useEffect(() => {
    const changed = () => setOn(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', changed)
    return () => document.removeEventListener('fullscreenchange', changed)
  }, [])
  return {
    on,
    /** Dialogs hang on the body, so the whole document goes full screen. A browser that refuses stays as it is. */
    toggle: () =>
      void (on ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => setOn(false)),
  }
}
