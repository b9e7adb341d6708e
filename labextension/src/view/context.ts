import type { CommandRegistry } from '@lumino/commands';
import type { TranslationBundle } from '@jupyterlab/translation';
import { createContext, useContext } from 'react';

import type { MemoryModel } from '../model/model';
import type { PanelSettings } from '../settings';

/** What every part of the panel's tree needs. */
export interface IPanelContext {
  model: MemoryModel;
  commands: CommandRegistry;
  settings: PanelSettings;
  trans: TranslationBundle;
  /** The function whose row gets the focus as soon as it is drawn. */
  wanted: { place: { store: string; fn: number } | null };
}

/** Carries the panel's context down the tree. */
export const PanelContext = createContext<IPanelContext | null>(null);

/**
 * The panel's context.
 *
 * @throws Error outside of the panel's tree.
 */
export function usePanel(): IPanelContext {
  const context = useContext(PanelContext);
  if (!context) {
    throw new Error('usePanel() needs a PanelContext above it.');
  }
  return context;
}
