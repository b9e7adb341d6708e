import './base.css';
import './entry.css';
import './prune.css';
