import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Portal } from './Portal.tsx'
import '@kern-ux/native/dist/kern.min.css'
import './shell/fonts.css'
import './shell/shell.css'

const place = document.getElementById('portal')
if (!place) throw new Error('index.html has no element #portal')
createRoot(place).render(
  <StrictMode>
    <Portal />
  </StrictMode>,
)
