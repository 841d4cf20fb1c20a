/** A piece of the site's prose that a search can lead to: a section of a page, a caption, a cell or a term. */
export interface Passage {
  /** the page's name, as the navigation has it */
  readonly page: string;
  /** the section's heading; the page's title for what stands above the first */
  readonly section: string;
  /** relative to the site's root, with the section's anchor: "model#the-energy" */
  readonly href: string;
  /** plain text, formulas included */
  readonly text: string;
  /** to be found after all others, as a work that is cited */
  readonly aside?: true;
}
