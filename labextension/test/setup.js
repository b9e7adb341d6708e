// jsdom has no clipboard, which JupyterLab warns of on the console.
Object.defineProperty(navigator, 'clipboard', { value: { write: () => Promise.resolve() } });
window.ClipboardItem = class ClipboardItem {};
Element.prototype.scrollIntoView = () => undefined;

// jsdom has no canvas; grids take none for one that is not ready.
HTMLCanvasElement.prototype.getContext = () => null;
