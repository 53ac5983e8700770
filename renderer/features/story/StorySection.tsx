import { useId, type ReactNode } from 'react';
import styles from './StorySection.module.css';

interface StorySectionProps {
  readonly title: string;
  /** What belongs to the whole section, at the title's end. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** One part of the story, under its title. */
export function StorySection({ title, tools, children }: StorySectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <h3 id={id}>{title}</h3>
        {tools}
      </div>
      {children}
    </section>
  );
}
