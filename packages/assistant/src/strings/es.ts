import { pluralOf } from './plural.ts';
import type { Translation } from './strings.ts';

export const words: Translation = {
  heading: 'Asistente',
  greeting: '¿En qué puedo ayudarle?',
  placeholder: 'Haga una pregunta…',
  open: (heading) => `Abrir ${heading}`,
  close: (heading) => `Cerrar ${heading}`,
  history: 'Historial',
  newChat: 'Nuevo chat',
  expand: 'Ampliar',
  resize: 'Cambiar el tamaño: use las flechas',
  dismiss: 'Descartar',
  answering: 'Respondiendo…',
  unread: pluralOf('es', { one: '# respuesta nueva', other: '# respuestas nuevas' }),
  offline: 'Sin conexión',
  move: 'Muévalo a otra esquina con Ctrl y las flechas.',
  connecting: 'Conectando…',
  failed: 'No se puede contactar con el asistente',
  failedHelp:
    'Compruebe su conexión e inténtelo de nuevo. Si el problema continúa, envíe los detalles al responsable de este sitio.',
  offlineHelp: 'Continuará por sí solo cuando vuelva la conexión.',
  signInFailed: 'No ha iniciado sesión',
  signInHelp: 'Inicie sesión en este sitio e inténtelo de nuevo.',
  setupFailed: 'El asistente no está disponible',
  setupHelp: 'No es culpa suya: falta configurar algo. Envíe los detalles al responsable de este sitio.',
  spare: 'Se usa un chat de reserva',
  details: 'Detalles',
  copyDetails: 'Copiar los detalles',
  copied: 'Copiado',
  retry: 'Intentar de nuevo',
  allowTitle: '¿Puede el asistente hacer esto?',
  allowText: (name) => `Quiere usar «${name}» en esta página.`,
  allow: 'Permitir',
  decline: 'Ahora no',
  consentTitle: '¿Iniciar el chat?',
  consentText: (hosts) =>
    hosts
      ? `El chat se carga desde ${hosts} y recuerda su conversación.`
      : 'El chat se carga y recuerda su conversación.',
  consentYes: 'Iniciar',
  noSession: 'No se ha podido conectar. Vuelva a cargar la página e inténtelo de nuevo.',
};
