import { Component, Input, Pipe, PipeTransform } from "@angular/core";

@Pipe({ name: "filter" })
export class FilterPipe implements PipeTransform {
  transform(list: any[], filter: { job_title: string }) { return list.filter((each) => each.job_title === filter.job_title); }
}

@Component({ selector: "app-people", template: `<li *ngFor="let each of list | filter: { job_title: 'chef' }">{{ each.job_title }}</li>` })
export class PeopleComponent { @Input() list: any[] = []; }
