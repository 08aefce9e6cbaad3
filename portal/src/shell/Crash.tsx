import { Alert } from './Alert.tsx'
import { Button } from './Button.tsx'
import { useTexts } from './language.tsx'
import { shellTexts } from './texts.ts'

/** Shown where our own code failed: a bug, so nothing on the page can be trusted any more. */
export function Crash() {
  const t = useTexts(shellTexts)
  return (
    <main className="page page--narrow">
      <Alert kind="danger" title={t.crashTitle} role="alert">
        <p className="kern-body">{t.crash}</p>
        <Button onPress={() => location.reload()}>{t.reload}</Button>
      </Alert>
    </main>
  )
}
