import { createApp } from 'vue';
import '../../styles/screen.css';
import '../../styles/buttons.css';
import '../staff/staff.css';
import '../figures/figures.css';
import './charts.css';
import './ratings.css';
import './calls.css';
import './ratings-print.css';
import RatingsScreen from './RatingsScreen.vue';

createApp(RatingsScreen).mount('#app');
