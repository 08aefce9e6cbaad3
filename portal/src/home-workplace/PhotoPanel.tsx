import type { MyHomeWorkplace } from '@nahtlos/contract/api/home-workplace'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { addHomePhoto, removeHomePhotos } from '../api/home-workplace.ts'
import { Button } from '../shell/Button.tsx'
import { useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { fitPhoto } from './fit-photo.ts'
import { homeTexts } from './texts.ts'

interface PhotoPanelProps {
  readonly home: MyHomeWorkplace
  onChanged(next: MyHomeWorkplace): void
}

/** Photos that nobody has to send. */
export function PhotoPanel({ home, onChanged }: PhotoPanelProps) {
  const t = useTexts(homeTexts)
  const chooser = useRef<HTMLInputElement>(null)
  const add = useMutation({
    mutationFn: async (file: File) => addHomePhoto(await base64Of(await fitPhoto(file))),
    onSuccess: onChanged,
  })
  const remove = useMutation({ mutationFn: removeHomePhotos, onSuccess: onChanged })
  const count = home.check?.photos.length ?? 0
  return (
    <section className="panel flow" aria-labelledby="photos">
      <h2 id="photos" className="kern-heading-medium">
        {t.photos}
      </h2>
      <p className="kern-body">{t.photosText}</p>
      <p role="status" className="kern-body">
        {t.photoCount(count, home.photosAtMost)}
      </p>
      {add.error && <TroubleAlert key={add.submittedAt} error={add.error} />}
      {remove.error && <TroubleAlert key={remove.submittedAt} error={remove.error} />}
      <input
        ref={chooser}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) add.mutate(file)
          event.target.value = ''
        }}
      />
      <div className="row">
        <Button isPending={add.isPending} onPress={() => chooser.current?.click()}>
          {t.addPhoto}
        </Button>
        {count > 0 && (
          <Button isPending={remove.isPending} onPress={() => remove.mutate()}>
            {t.removePhotos}
          </Button>
        )}
      </div>
    </section>
  )
}

async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768))
  return btoa(text)
}
