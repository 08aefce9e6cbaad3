import { fieldName } from '@nahtlos/contract/field-names'
import { useEffect, useState } from 'react'
import { troubleOf } from '../api/problem-error.ts'
import { Alert } from './Alert.tsx'
import { Button } from './Button.tsx'
import { useText, useTexts } from './language.tsx'
import { shellTexts } from './texts.ts'

/** The one place where a refusal of the server is shown: what happened, what to do, how long to wait. */
export function TroubleAlert({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useTexts(shellTexts)
  const text = useText()
  const trouble = troubleOf(error)
  return (
    <Alert kind="danger" title={text(trouble.title)} role="alert">
      <p className="kern-body">{text(trouble.next)}</p>
      {trouble.fields && trouble.fields.length > 0 && (
        <ul className="kern-list kern-list--bullet">
          {trouble.fields.map((field) => (
            <li key={`${field.path} ${field.message.en}`}>
              {field.path !== '' && `${text(fieldName(field.path) ?? { de: field.path, en: field.path })}: `}
              {text(field.message)}
            </li>
          ))}
        </ul>
      )}
      {trouble.retryAfter !== undefined && <Countdown key={trouble.retryAfter} seconds={trouble.retryAfter} />}
      {trouble.reference && <p className="kern-body kern-body--small">{t.reference(trouble.reference)}</p>}
      {onRetry && (
        <Button onPress={onRetry} icon="autorenew">
          {t.retry}
        </Button>
      )}
    </Alert>
  )
}

/** Counts down for the eye; a screen reader hears the first number once, with the alert. */
function Countdown({ seconds }: { seconds: number }) {
  const t = useTexts(shellTexts)
  const [until] = useState(() => Date.now() + seconds * 1000)
  const [left, setLeft] = useState(Math.ceil(seconds))
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000))), 500)
    return () => clearInterval(timer)
  }, [until])
  if (left === 0) return null
  return (
    <p className="kern-body kern-body--bold" aria-live="off">
      {t.wait(left)}
    </p>
  )
}
