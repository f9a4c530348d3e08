/** The Python of the system, which has the packages of Debian. */
export declare const python: string;
/** The paths of both packages. */
export declare function packClients(target: string): {
  readonly tarball: string;
  readonly wheel: string;
};
