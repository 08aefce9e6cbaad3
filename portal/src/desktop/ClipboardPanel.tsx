import type { Right } from '@nahtlos/contract/rights'
import { useEffect, useId, useRef, useState } from 'react'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useTexts } from '../shell/language.tsx'
import { shellTexts } from '../shell/texts.ts'
import { isTooLargeToPaste } from './paste-size.ts'
import { desktopTexts } from './texts.ts'
import type { LiveDesktop } from './use-connection.ts'

interface ClipboardPanelProps {
  readonly live: LiveDesktop | null
  readonly rights: readonly Right[]
  /** What was last copied in the desktop, where that may come out. */
  readonly copied: string
  onClose(): void
}

type Said = 'pasteSent' | 'pasteTooLarge' | 'pasteReadFailed' | 'copied' | 'copyFailed'

/** Text into the desktop and out of it: through the browser's clipboard, and through a text field where it refuses. */
export function ClipboardPanel({ live, rights, copied, onClose }: ClipboardPanelProps) {
  const t = useTexts(desktopTexts)
  const shell = useTexts(shellTexts)
  const heading = useId()
  const [text, setText] = useState('')
  const [said, setSaid] = useState<Said | null>(null)
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('h2')?.focus()
  }, [])

  async function read() {
    try {
      setText(await navigator.clipboard.readText())
      setSaid(null)
    } catch {
      // Not allowed, not asked, or no such function: the field still takes Ctrl+V.
      setSaid('pasteReadFailed')
    }
  }
  async function write() {
    try {
      await navigator.clipboard.writeText(copied)
      setSaid('copied')
    } catch {
      setSaid('copyFailed')
    }
  }

  return (
    <section className="clipboard" aria-labelledby={heading} ref={panel}>
      <div className="clipboard__head">
        <h2 id={heading} tabIndex={-1} className="kern-heading-small">
          {t.clipboard}
        </h2>
        <Button look="tertiary" small icon="close" onPress={onClose}>
          {shell.close}
        </Button>
      </div>
      <div className="clipboard__parts">
        <div className="flow">
          <h3 className="kern-title">{t.pasteTitle}</h3>
          {rights.includes('clipboard-in') ? (
            <>
              <Field label={t.pasteLabel} hint={t.pasteHint} value={text} onChange={setText} rows={3} />
              <div className="row">
                <Button small onPress={() => void read()}>
                  {t.pasteRead}
                </Button>
                <Button
                  look="primary"
                  small
                  isDisabled={!live || text === ''}
                  onPress={() => {
                    const isTooLarge = isTooLargeToPaste(text)
                    if (!isTooLarge) live?.rfb.clipboardPasteFrom(text)
                    setSaid(isTooLarge ? 'pasteTooLarge' : 'pasteSent')
                  }}
                >
                  {t.pasteSend}
                </Button>
              </div>
            </>
          ) : (
            <p className="kern-body">{t.pasteDenied}</p>
          )}
        </div>
        <div className="flow">
          <h3 className="kern-title">{t.copyTitle}</h3>
          {rights.includes('clipboard-out') ? (
            <>
              <Field label={t.copyLabel} hint={t.copyHint} value={copied} isReadOnly rows={3} />
              <div className="row">
                <Button small isDisabled={copied === ''} onPress={() => void write()}>
                  {t.copy}
                </Button>
              </div>
            </>
          ) : (
            <p className="kern-body">{t.copyDenied}</p>
          )}
        </div>
      </div>
      <p role="status" className="kern-body">
        {said && t[said]}
      </p>
    </section>
  )
}
