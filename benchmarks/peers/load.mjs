/**
 * Imports a package from where this file lies: copied into the environment, it finds the peers.
 *
 * @param {string} name
 */
export default (name) => import(name);
