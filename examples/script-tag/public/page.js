// Calls wait in this list until the assistant is there.
window.kbAssistant ||= [];

document.querySelector('#ask').addEventListener('click', () => {
  window.kbAssistant.push(['ask', 'Does it work offline?']);
});
