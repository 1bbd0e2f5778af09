import type { Strings } from './strings.ts';

export const es: Strings = {
  heading: 'Asistente',
  greeting: '¿En qué puedo ayudarle?',
  placeholder: 'Haga una pregunta…',
  open: (heading) => `Abrir ${heading}`,
  close: (heading) => `Cerrar ${heading}`,
  history: 'Historial',
  newChat: 'Nuevo chat',
  connecting: 'Conectando…',
  failed: 'No se puede contactar con el asistente',
  failedHelp:
    'Compruebe su conexión e inténtelo de nuevo. Si sigue ocurriendo, indique el código de abajo al responsable del sitio.',
  retry: 'Intentar de nuevo',
  noSession: 'No se ha podido conectar. Vuelva a cargar la página e inténtelo de nuevo.',
};
